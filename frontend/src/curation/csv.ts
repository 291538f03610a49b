// A table as spreadsheets read it. What would be a formula there is kept from being one, by the same
// signs as in the service's spreadsheet.py.

// After what nobody sees, too; some take a semicolon or a control character for the end of a cell.
const FORMULA =
  /^(?=[\t\r\n])|(^[\p{Cc}\p{Cf}\p{Z}]*|[;,\p{Cc}\p{Zl}\p{Zp}][\p{Cc}\p{Cf}\p{Z}"']*)(?=[=+\-@|%＝＋－＠])/gu;

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const plain = text.replace(FORMULA, "$1'");
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
