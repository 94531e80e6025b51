import { PDFDocument, StandardFonts } from "pdf-lib";

/** A PDF that has the text on its pages, some forty lines each. */
export function textPdf(text: string, title = ""): Promise<Uint8Array> {
  return linesPdf(linesOf(text, 90), title);
}

/** A PDF of these lines. */
export async function linesPdf(lines: readonly string[], title: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  if (title !== "") pdf.setTitle(title);
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  for (let first = 0; first < lines.length; first += 40) {
    const page = pdf.addPage([595, 842]);
    for (const [index, line] of lines.slice(first, first + 40).entries()) {
      page.drawText(line, { x: 50, y: 790 - 18 * index, size: 11, font });
    }
  }
  return pdf.save({ useObjectStreams: false });
}

/** Pages with drawings in place of letters, as a scanner makes them. */
export async function scannedPdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let number = 0; number < pages; number++) {
    const page = pdf.addPage([595, 842]);
    for (let row = 0; row < 30; row++) page.drawRectangle({ x: 50, y: 60 + 25 * row, width: 480, height: 9 });
  }
  return pdf.save({ useObjectStreams: false });
}

/** A PDF that asks for a password. */
export async function encryptedPdf(text: string): Promise<Uint8Array> {
  const plain = Buffer.from(await textPdf(text)).toString("latin1");
  const key = "<".concat("5a".repeat(32), ">");
  const encrypt = `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ${key} /U ${key} >> /ID [${key} ${key}]`;
  return Buffer.from(
    plain.replace(/trailer\s*<</, (start) => `${start} ${encrypt}`),
    "latin1",
  );
}

function linesOf(text: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length < width) lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
