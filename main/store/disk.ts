import { closeSync, existsSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { placesIn } from './places.ts';

/** Room that is given back when the disk is full: enough for a delete and a checkpoint to work again. */
const BALLAST_BYTES = 16 * 1024 * 1024;

/** What must be free before long work begins: the journal's limit, which a long reader can make it reach. */
const MARGIN_BYTES = 64 * 1024 * 1024;

/** The bytes that this user may still write beside a file. */
export function freeBytesAt(file: string): number {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
}

/** Whether long work may begin: asked before it starts, for a full disk half-way helps nobody. */
export function hasRoom(file: string): boolean {
  return freeBytesAt(file) >= MARGIN_BYTES;
}

/** Lays the ballast down where there is ample room for it; a disk that is nearly full gets none. */
export function layBallast(home: string, bytes: number = BALLAST_BYTES): void {
  const { ballast } = placesIn(home);
  if (bytes === 0 || existsSync(ballast) || freeBytesAt(ballast) < 8 * bytes) return;
  const handle = openSync(ballast, 'w');
  // Not zeros, which some file systems do not store.
  const block = Buffer.alloc(65_536, 'ballast of Switchyard: given back when the disk is full. ');
  for (let written = 0; written < bytes; written += block.length) writeSync(handle, block);
  closeSync(handle);
}

/** Gives the ballast's room back. Answers whether there was any. */
export function releaseBallast(home: string): boolean {
  const { ballast } = placesIn(home);
  const was = existsSync(ballast);
  rmSync(ballast, { force: true });
  return was;
}

/** Magic numbers of network file systems as statfs tells them on Linux: NFS, SMB, SMB2, CIFS, AFS, 9P. */
const NETWORK = new Set([0x6969, 0x517b, 0xfe534d42, 0xff534d42, 0x5346414f, 0x01021997]);
const CLOUD =
  /(^|[\\/])(OneDrive[^\\/]*|Dropbox|Google ?Drive|iCloud ?Drive|Mobile Documents|Nutstore|坚果云|百度网盘)([\\/]|$)/i;

/** Why a folder is a bad place for a store, or undefined: sync programs and network drives break SQLite's locks. */
export function doubtAbout(home: string): 'cloudFolder' | 'networkDrive' | undefined {
  if (CLOUD.test(home)) return 'cloudFolder';
  if (home.startsWith('\\\\') || NETWORK.has(statfsSync(home).type)) return 'networkDrive';
  return undefined;
}
