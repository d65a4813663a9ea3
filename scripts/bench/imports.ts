// The floor under every Pulumi program: importing the SDK and the four providers it uses, and nothing else.
import "@pulumi/pulumi";
import "@pulumi/aws";
import "@pulumi/eks";
import "@pulumi/kubernetes";
import "@pulumi/random";
