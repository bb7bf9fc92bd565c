import type { Recovery } from '#store/recover';
import type { Troubles } from '#store/trouble';

export type ShellLanguage = 'zh-CN' | 'en';

type Words = { readonly [K in keyof Troubles]: (params: Troubles[K]) => string };

const mebibytes = (bytes: number) => Math.max(1, Math.round(bytes / 1_048_576));

const english: Words = {
  'store.alreadyOpen': ({ home, pid, url }) =>
    `Switchyard already runs over ${home}${pid === null ? '' : ` (process ${pid})`}${url === null ? '' : `, at ${url}`}. Go on there, or end it first. In its terminal, Enter prints a fresh address.`,
  'store.foreign': ({ file }) =>
    `${file} is not a Switchyard store. Nothing was changed. Move it away, or choose another folder with SWITCHYARD_HOME.`,
  'store.newer': ({ file, found, known }) =>
    `${file} was written by a newer Switchyard (version ${found} of the store; this one knows ${known}). Nothing was changed. Start the newer one.`,
  'store.locked': ({ file }) =>
    `Another program has ${file} locked. Close it (a backup, a database viewer) and start again.`,
  'store.damaged': ({ file, finding }) =>
    `${file} is damaged (${finding}) and there is no sound backup to restore. Nothing was changed. Keep the folder and put a copy of the store from elsewhere in its place.`,
  'store.readOnly': ({ file }) => `${file} may not be written. Give this user the right to write it.`,
  'store.full': ({ file, freeBytes, neededBytes }) =>
    `The disk of ${file} is full: ${mebibytes(freeBytes)} MiB are free${neededBytes === null ? '' : ` and ${mebibytes(neededBytes)} MiB are needed`}. Nothing was lost. Make room and start again.`,
  'store.unreachable': ({ file, reason }) =>
    `${file} cannot be opened: ${reason}. Check the folder, or choose another one with SWITCHYARD_HOME.`,
  'store.migrationFailed': ({ file, migration, reason, backup }) =>
    `${file} could not be brought to this version: ${migration}: ${reason}. It is as it was before${backup === null ? '' : `; a verified copy is in backups/${backup}`}. Go on with the previous version and report this.`,
  'store.keyNeeded': ({ home }) =>
    `The store in ${home} is encrypted. Set SWITCHYARD_PASSPHRASE to its passphrase or its code, or start it in a terminal, which asks. Without either, nobody can read it.`,
  'store.keyWrong': ({ home }) =>
    `That does not open the store in ${home}. Nothing was changed. Try the passphrase again, or the code that was shown when it was encrypted.`,
  'store.keyFileUnreadable': ({ file }) =>
    `${file} holds no key. Nothing was changed. Put a copy of it back: without it the store cannot be read.`,
  'store.badLibrary': ({ wanted, found }) =>
    `The SQLite library is ${found}; ${wanted} is needed. Run "npm ci" again.`,
};

const chinese: Words = {
  'store.alreadyOpen': ({ home, pid, url }) =>
    `Switchyard 已在运行(目录 ${home}${pid === null ? '' : `,进程 ${pid}`}${url === null ? '' : `,地址 ${url}`})。请在那里继续,或先结束它。在它的终端按回车可得到新地址。`,
  'store.foreign': ({ file }) =>
    `${file} 不是 Switchyard 的数据库,未作任何改动。请将其移走,或用 SWITCHYARD_HOME 另选目录。`,
  'store.newer': ({ file, found, known }) =>
    `${file} 由更新版本的 Switchyard 写入(库版本 ${found},本程序支持到 ${known}),未作任何改动。请启动更新的版本。`,
  'store.locked': ({ file }) => `${file} 被其他程序锁定。请关闭该程序(备份、数据库查看器等)后重新启动。`,
  'store.damaged': ({ file, finding }) =>
    `${file} 已损坏(${finding}),且没有可用的备份,未作任何改动。请保留该目录,并放入另存的数据库副本。`,
  'store.readOnly': ({ file }) => `${file} 不可写入。请为当前用户授予写入权限。`,
  'store.full': ({ file, freeBytes, neededBytes }) =>
    `${file} 所在磁盘已满:剩余 ${mebibytes(freeBytes)} MiB${neededBytes === null ? '' : `,需要 ${mebibytes(neededBytes)} MiB`}。数据没有丢失。请腾出空间后重新启动。`,
  'store.unreachable': ({ file, reason }) =>
    `无法打开 ${file}:${reason}。请检查该目录,或用 SWITCHYARD_HOME 另选目录。`,
  'store.migrationFailed': ({ file, migration, reason, backup }) =>
    `${file} 无法升级到本版本:${migration}:${reason}。数据保持原样${backup === null ? '' : `,已校验的副本在 backups/${backup}`}。请继续使用上一版本并反馈此问题。`,
  'store.keyNeeded': ({ home }) =>
    `${home} 的数据库已加密。请将 SWITCHYARD_PASSPHRASE 设为口令或恢复码,或在终端中启动(会提示输入)。两者都没有时,任何人都无法读取。`,
  'store.keyWrong': ({ home }) =>
    `口令或恢复码不正确,无法打开 ${home} 的数据库,未作任何改动。请重新输入口令,或使用加密时显示的恢复码。`,
  'store.keyFileUnreadable': ({ file }) =>
    `${file} 不是有效的密钥文件,未作任何改动。请放回它的副本:没有它,数据库无法读取。`,
  'store.badLibrary': ({ wanted, found }) => `SQLite 库版本为 ${found},需要 ${wanted}。请重新执行 "npm ci"。`,
};

/** What a person is told when the store does not open: what is, that nothing was changed, and what to do next. */
export function wordsOf<K extends keyof Troubles>(
  trouble: { readonly code: K; readonly params: Troubles[K] },
  language: ShellLanguage,
): string {
  return (language === 'en' ? english : chinese)[trouble.code](trouble.params);
}

/** What a person is told after a repair: what was put back, from when, and what is lost. */
export function recoveryWords(recovery: Recovery, language: ShellLanguage): string {
  const from = new Date(recovery.backupAt).toISOString();
  const last = recovery.auditSeqBefore;
  const lost = last === null ? null : Math.max(0, last - recovery.auditSeqAfter);
  const kept = recovery.quarantine;
  return language === 'en'
    ? `The store was damaged (${recovery.finding}). The verified backup ${recovery.backup} of ${from} took its place. ${lost === null ? 'How much was written after it is not known.' : `${lost} commands that were written after it are lost.`}${kept === null ? '' : ` The damaged files are kept, untouched, in ${kept}.`}`
    : `数据库已损坏(${recovery.finding}),已恢复到 ${from} 的已校验备份 ${recovery.backup}。${lost === null ? '此后写入的内容数量未知。' : `此后写入的 ${lost} 条操作已丢失。`}${kept === null ? '' : `损坏的文件原样保存在 ${kept}。`}`;
}

/** The language of a terminal or a desktop by its locale: `zh_CN.UTF-8`, `zh-Hans-CN`. */
export function languageOf(locale: string | undefined): ShellLanguage {
  return locale?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
