import { expect } from "chai";
import { veleroSchema } from "../../../components/velero/config.ts";
import { watchedSchedules } from "../../../components/velero/watched.ts";

describe("the schedules that are watched", () => {
  it("are those of the stack, each with the longest time between two of its backups", () => {
    expect(watchedSchedules(veleroSchema("prod").parse({}))).to.have.deep.members([
      { name: "daily-backup", longestPeriodHours: 24 },
      { name: "cluster-configuration", longestPeriodHours: 24 },
      { name: "hourly-stateful", longestPeriodHours: 1 },
    ]);
  });
  it("leave out those that are paused", () => {
    const schedules = {
      daily: { schedule: "0 2 * * *", ttl: "720h", recoveryClass: "stateless", namespaces: ["myapp"], paused: true },
      other: { schedule: "0 3 * * *", ttl: "720h", recoveryClass: "stateless", namespaces: ["myapp"] },
    };
    expect(watchedSchedules(veleroSchema("dev").parse({ schedules })).map(({ name }) => name)).to.deep.equal(["other"]);
  });
});
