import { BlockList, isIP } from "node:net";
import { simulatedBaseUrl } from "../../models/seat-config.js";

/** Who is likely to run an endpoint: we, this machine, this network, or a provider. */
export type HostKind = "simulated" | "loopback" | "private" | "public";

const loopback = listOf(["127.0.0.0/8", "0.0.0.0/32", "::1/128", "::/128"]);
const privateRanges = listOf([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  "fe80::/10",
]);

/** The kind of host behind a base URL, by its name or address; nothing is looked up. */
export function hostKind(baseUrl: string): HostKind {
  if (baseUrl === simulatedBaseUrl) return "simulated";
  const host = hostOf(baseUrl);
  if (isIP(host) !== 0) return addressKind(host);
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  const local = !host.includes(".") || /\.(local|internal|lan|home\.arpa)$/.test(host);
  return local ? "private" : "public";
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function addressKind(address: string): HostKind {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (loopback.check(address, family)) return "loopback";
  return privateRanges.check(address, family) ? "private" : "public";
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    list.addSubnet(address, Number(bits), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}
