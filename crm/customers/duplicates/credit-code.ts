// GB 32100-2015, the unified social credit code 统一社会信用代码: 18 characters, of which the ninth to the seventeenth are the organisation code of
// GB 11714-1997 and the last is a check character. Both standards leave out I, O, S, V and Z, which look like digits.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** True for a code whose check character is right: `91350100M000100Y43`, the example of the standard. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(code)) return false
  const sum = creditWeights.reduce((total, weight, index) => total + weight * alphabet.indexOf(code.charAt(index)), 0)
  return alphabet.charAt((31 - (sum % 31)) % 31) === code.charAt(17)
}

/** True for an organisation code of nine characters whose check character is right; X stands for ten. */
export function isOrganisationCode(code: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return false
  const sum = organisationWeights.reduce((total, weight, index) => total + weight * organisationAlphabet.indexOf(code.charAt(index)), 0)
  const check = 11 - (sum % 11)
  return (check === 10 ? 'X' : check === 11 ? '0' : String(check)) === code.charAt(8)
}

/**
 * By what a company's number is known again. The organisation code stands in the new code, behind the six digits of place in the tax numbers of before 2016,
 * and alone: all three name the same company. Any other number, such as a VAT number, is itself.
 */
export function companyNumberKey(text: string): string {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  if (isCreditCode(code)) return code.slice(8, 17)
  if (/^\d{6}/.test(code) && code.length === 15 && isOrganisationCode(code.slice(6))) return code.slice(6)
  return code.length >= 6 ? code : ''
}
