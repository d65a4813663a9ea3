/**
 * Whether the block takes in (nearly) every address: a prefix shorter than 8 bits for IPv4, than 16 for IPv6. Two halves
 * of the world are as open as the whole, and no network of an organisation's own is that large.
 */
export function isWorld(cidr: string | undefined): boolean {
  const [, address = "", bits = ""] = /^\s*([\d.:a-f]+)\/(\d+)\s*$/i.exec(cidr ?? "") ?? [];
  return bits !== "" && Number(bits) < (address.includes(":") ? 16 : 8);
}
