import { type CompanyName, readCompanyName, spoken } from './company-name.ts'

/**
 * How likely two names mean one company, 0 to 1. A registered name against another must have the same core; a short name is found in a registered one when its
 * characters stand there in order: 冀东水泥 in 唐山冀东水泥股份有限公司, 国药一致 in 国药集团一致药业股份有限公司.
 */
export function companyNameLikeness(one: string, other: string): number {
  const a = readCompanyName(one)
  const b = readCompanyName(other)
  if (a.whole === '' || b.whole === '' || a.latin !== b.latin) return 0
  if (a.latin) return latinLikeness(a, b)
  if (a.legal === b.legal) return a.legal ? registered(a, b) : short(a, b)
  return shortIsNoProof * (a.legal ? contained(b, a) : contained(a, b))
}

/** However well a short name fits, there may be another company that it fits as well. */
const shortIsNoProof = 0.9

/** Two registered companies: 有限公司 and 股份有限公司 of one name are one company before and after; 电子 and 电器 are two. */
function registered(a: CompanyName, b: CompanyName): number {
  const isSame = a.core === b.core
  if (!isSame && (a.core.length < 4 || spoken(a.core) !== spoken(b.core))) return 0
  const places = a.place === b.place ? 1 : a.place === '' || b.place === '' ? 0.85 : 0.3
  const endings = a.ending === b.ending ? 1 : 0.9
  return places * endings * (isSame ? 1 : 0.9)
}

/** Two short names say little, so they must be the same. 华兰股份 and 华兰集团 may be mother and daughter. */
function short(a: CompanyName, b: CompanyName): number {
  if (a.whole !== b.whole) return a.core === b.core && a.core.length > 2 && (a.place === '' || b.place === '') ? 0.6 : 0
  return a.ending === b.ending ? 1 : 0.7
}

function latinLikeness(a: CompanyName, b: CompanyName): number {
  if (a.core === b.core) return 1
  if (a.core.replaceAll(' ', '') === b.core.replaceAll(' ', '')) return 0.97
  const [less, more] = a.core.length < b.core.length ? [a, b] : [b, a]
  return less.core.length >= 4 && more.core.startsWith(`${less.core} `) && !less.legal ? 0.75 : 0
}

const nowhere = -1e9

/**
 * The best way in which the characters of a short name stand in a registered one. Passing over a part of the core costs more than passing over the place, and
 * more at the head, where a name's own part stands: 华银电力 in 大唐华银电力 is good, 节能 in 神雾节能 doubtful.
 */
function contained(name: CompanyName, registeredName: CompanyName): number {
  const wanted = [...name.whole]
  const text = [...registeredName.whole]
  const { placeLength } = registeredName
  let last: number[] = []
  for (const [index, character] of wanted.entries()) {
    const current = new Array<number>(text.length).fill(nowhere)
    for (let at = index; at < text.length; at++) {
      if (text[at] !== character) continue
      if (index === 0) current[at] = 1 - headCost(at, placeLength)
      else
        for (let before = index - 1; before < at; before++) {
          const value = (last[before] ?? nowhere) + 1 - gapCost(before, at, placeLength)
          if (value > (current[at] ?? nowhere)) current[at] = value
        }
    }
    last = current
  }
  const best = Math.max(...last, nowhere) / wanted.length
  if (best <= 0) return 0
  return Math.max(0, Math.min(1, best) - endingCost(name, registeredName))
}

function headCost(at: number, placeLength: number): number {
  if (at === 0 || at === placeLength) return 0
  return at < placeLength ? 0.35 * Math.min(0.5, at) : 0.3 + 0.45 * Math.min(at - placeLength, 6)
}

function gapCost(before: number, at: number, placeLength: number): number {
  const gap = at - before - 1
  const ofPlace = Math.max(0, Math.min(at, placeLength) - before - 1)
  const ofCore = gap - ofPlace
  return ofCore > 0 ? 0.25 + 0.12 * Math.min(ofCore, 5) : ofPlace > 0 ? 0.1 : 0
}

/** 中恒集团 is rather 梧州中恒集团股份有限公司 than 中恒华发股份有限公司, and what is left over counts a little: 山东高速 is 山东高速, not 山东高速路桥. */
function endingCost(name: CompanyName, registeredName: CompanyName): number {
  const special = name.ending.replace('股份', '')
  const ending = special !== '' && !registeredName.ending.includes(special) && !registeredName.whole.includes(special) ? 0.06 : 0
  const left = registeredName.whole.length - registeredName.placeLength - (name.whole.length - name.placeLength)
  return ending + 0.004 * Math.max(0, Math.min(left, 12)) + (name.placeLength === 0 && registeredName.placeLength > 0 ? 0.002 : 0)
}
