/**
 * Passwords that everybody tries first and that are long enough to pass the limit of ten characters.
 * Compared without case, digits at the end and punctuation.
 */
const COMMON = new Set(
  `password passwort motdepasse azertyuiop qwertyuiop qwertzuiop qwerty azerty abcdefghij
  iloveyou letmein welcome administrator administrateur admin changeme passerelle passerelledemo
  mentoring mentorat mentor mentee bienvenue bonjour football baseball basketball superman
  princess sunshine master dragon monkey soleil marseille casablanca algeria tunisie maroc
  qazwsxedc zaqxswcde asdfghjkl asdfghjklm wxcvbn poiuytreza secret motdepassesecret
  trustnoone starwars computer internet default temporary test testtest user guest`
    .split(/\s+/)
    .filter(Boolean),
);

const ROWS = ["01234567890123456789", "98765432109876543210"];

/**
 * Whether a password is one that guessing begins with: a common word with digits behind it, one
 * character or a few repeated, or digits in a row. There are no rules of composition otherwise.
 */
export function isGuessable(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < 4) return true;
  if (ROWS.some((row) => row.includes(plain))) return true;
  const word = plain.replace(/[^\p{L}\p{N}]/gu, "").replace(/\p{N}+$/u, "");
  return COMMON.has(word) || isRepeated(plain);
}

/** "abcabcabcabc": a short piece, again and again. */
function isRepeated(text: string): boolean {
  for (let length = 1; length <= 4; length += 1) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text))
      return true;
  }
  return false;
}
