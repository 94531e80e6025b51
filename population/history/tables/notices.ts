import type { Connection } from "../connection.js";
import type { Notice, NoticeLog } from "../history.js";
import type { Ledger } from "../ledger.js";

export const noticeShape = { name: "notice", columns: ["at", "kind", "message"], key: [] } as const;

export function noticeReader(connection: Connection): Pick<NoticeLog, "all"> {
  const select = connection.prepare<[], Notice>("SELECT at, kind, message FROM notice ORDER BY id");
  return { all: () => select.all() };
}

export function noticeLog(connection: Connection, ledger: Ledger): NoticeLog {
  const notices = ledger.table(noticeShape);
  return {
    ...noticeReader(connection),
    append: ({ at, kind, message }) => {
      ledger.append(() => void notices({ at, kind, message })).catch(() => {});
    },
  };
}
