// A number of bytes in words a person reads: "1.5 GB". Powers of ten, as repositories count.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

export function byteSize(bytes: number, language = "en"): string {
  // Rounded as it will be shown: 999.97 MB are no "1,000 MB".
  const shown = (step: number) => Math.round((bytes / 1000 ** step) * 10) / 10;
  const fits = UNITS.findIndex((_, step) => shown(step) < 1000);
  const step = fits < 0 ? UNITS.length - 1 : fits;
  const unit = UNITS[step] ?? "byte";
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: 1,
  });
  return format.format(bytes / 1000 ** step);
}
