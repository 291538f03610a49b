// A table as spreadsheets read it. What would be a formula there is kept from being one, by the same
// signs as in the service's spreadsheet.py.

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  // Some take a semicolon for the end of a cell.
  const plain = text.replace(/^(?=[\t\r\n])|(^\s*|[;,\t\r\n][\s"']*)(?=[=+\-@|%＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
