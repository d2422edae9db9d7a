// Names without accents and case, for searching as one types.

const SPECIAL: Record<string, string> = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" };

export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[ßøłđæœı]/g, (letter) => SPECIAL[letter] ?? letter)
    .trim();
}

/** The best places for the words typed: whole beginnings first, then beginnings of words. */
export function findNames(
  folded: string[],
  typed: string,
  weight: (i: number) => number,
  most = 12,
): number[] {
  const wanted = fold(typed);
  if (!wanted) return [];
  const words = wanted.split(/\s+/);
  const found: { i: number; class: number; weight: number }[] = [];
  folded.forEach((name, i) => {
    if (!words.every((word) => name.includes(word))) return;
    const at = name.indexOf(wanted);
    const rank = at === 0 ? 0 : at > 0 && name[at - 1] === " " ? 1 : at > 0 ? 2 : 3;
    found.push({ i, class: rank, weight: weight(i) });
  });
  found.sort((a, b) => a.class - b.class || b.weight - a.weight || a.i - b.i);
  return found.slice(0, most).map((hit) => hit.i);
}
