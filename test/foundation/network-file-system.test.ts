import { expect, test } from "vitest";
import { type DiskProbe, networkFileSystem } from "../../foundation/network-file-system.js";
import { temporaryFolder } from "../population/temporary-folder.js";

const fuse = 0x65735546;
const probe = (type: number, ...mounts: string[]): DiskProbe => ({
  typeAt: () => type,
  mounts: () => mounts.join("\n"),
});
const root = "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw";
const mount = (place: string, type: string) => `90 22 0:50 / ${place} rw shared:9 - ${type} source rw`;

test.each([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xff534d42 | 0, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x00c36400, "Ceph"],
  [0x19830326, "BeeGFS"],
  [0x5346414f, "AFS"],
  [0x01021997, "9p"],
])("type %i is %s, which other machines share", (type, name) => {
  expect(networkFileSystem("/data/run", probe(type))).toBe(name);
});

test.each([
  [0xef53, "ext4"],
  [0x58465342, "XFS"],
  [0x9123683e, "btrfs"],
  [0x01021994, "tmpfs"],
  [0x794c7630, "overlay"],
])("type %i (%s) is a disk of this machine", (type) => {
  expect(networkFileSystem("/data/run", probe(type))).toBeNull();
});

test("of a file system in user space, the program that serves it decides", () => {
  const at = (path: string, ...mounts: string[]) => networkFileSystem(path, probe(fuse, root, ...mounts));
  expect(at("/data/run", mount("/data", "fuse.sshfs"))).toBe("fuse.sshfs");
  expect(at("/data", mount("/data", "fuse.rclone"))).toBe("fuse.rclone");
  expect(at("/my data/run", mount("/my\\040data", "fuse.s3fs"))).toBe("fuse.s3fs");
  expect(at("/data/run", mount("/data", "fuse.glusterfs"), mount("/data/run", "fuseblk"))).toBeNull();
  expect(at("/data/run", mount("/data", "fuse.sshfs"), mount("/data", "virtiofs"))).toBeNull();
  expect(at("/data2/run", mount("/data", "fuse.sshfs"))).toBeNull();
  expect(at("/data/run")).toBeNull();
});

test("asks the operating system when nobody else is named", () => {
  expect(networkFileSystem(temporaryFolder())).toBeNull();
});
