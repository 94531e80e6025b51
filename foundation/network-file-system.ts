import { readFileSync, statfsSync } from "node:fs";

/** Linux's numbers (statfs f_type) of file systems that other machines share. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x00c36400, "Ceph"],
  [0x19830326, "BeeGFS"],
  [0x7461636f, "OCFS2"],
  [0x01161970, "GFS2"],
  [0x01021997, "9p"],
]);

/** Programs in user space may serve anything; which one it is stands in the list of mounts. */
const fuse = 0x65735546;
const networkPrograms =
  /^fuse\.(sshfs|s3fs|mount-s3|mountpoint-s3|goofys|s3ql|gcsfuse|rclone|glusterfs|ceph|juicefs|blobfuse2?|davfs2?|smbnetfs|curlftpfs|moosefs|mfs|lizardfs|orangefs|beegfs)/;

/** What is asked of the operating system. */
export interface DiskProbe {
  /** Number of the file system's type at a path. @throws Error when there is nothing there. */
  typeAt(path: string): number;
  /** The list of mounts as Linux writes it (/proc/self/mountinfo); empty where there is none. */
  mounts(): string;
}

const operatingSystem: DiskProbe = {
  typeAt: (path) => statfsSync(path).type,
  mounts: () => {
    try {
      return readFileSync("/proc/self/mountinfo", "utf8");
    } catch {
      return "";
    }
  },
};

/**
 * Name of the network file system that an existing, absolute path without links lies on; null on a disk of this
 * machine, and wherever it cannot be told (outside Linux).
 */
export function networkFileSystem(path: string, probe: DiskProbe = operatingSystem): string | null {
  const type = probe.typeAt(path) >>> 0;
  if (type !== fuse) return networkTypes.get(type) ?? null;
  const program = mountedAt(path, probe.mounts());
  return program !== null && networkPrograms.test(program) ? program : null;
}

/** The type of the innermost mount that holds a path; of several at the same place the last covers the others. */
function mountedAt(path: string, mounts: string): string | null {
  let [found, depth] = [null as string | null, -1];
  for (const line of mounts.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const place = unescaped(before.split(" ")[4] ?? "");
    const holds = place === "/" || path === place || path.startsWith(`${place}/`);
    if (place === "" || !holds || place.length < depth) continue;
    [found, depth] = [after.split(" ")[0] ?? null, place.length];
  }
  return found;
}

/** Spaces and the like are written as a backslash and three octal digits. */
const unescaped = (place: string) =>
  place.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
