import { type Duplex, pipeline, type Readable, Transform } from 'node:stream'
import chardet from 'chardet'
import iconv from 'iconv-lite'
import { isUnshiftable, japaneseDecoder, shiftedEncoding, shiftedEncodings, unshifted, unshiftedEncoding } from './formats/shifted-text.ts'

/** Opens the stored file from its beginning; it is read more than once. */
export type OpenFile = () => Readable | Promise<Readable>

/** The encodings a user may choose, the likeliest first. */
export const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'utf-16le',
  'utf-16be',
  'utf-32le',
  'utf-32be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'koi8-r',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'macintosh',
  'utf-7',
  ...shiftedEncodings,
] as const

const marks: readonly [readonly number[], string][] = [
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32le'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

const headBytes = 64 * 1024
const sampleBytes = 128 * 1024
const lineFeed = 0x0a

/**
 * Tells the encoding of a text file. The whole file is looked at: a list may be plain ASCII for its first thousand rows and hold its
 * first Chinese name in row 4,812.
 */
export async function detectEncoding(open: OpenFile): Promise<string> {
  const scan = await scanFile(open)
  const marked = marks.find(([mark]) => mark.every((byte, index) => scan.head[index] === byte))
  if (marked !== undefined) return marked[0].length === 2 ? (fourByteEncoding(scan.head.subarray(2)) ?? marked[1]) : marked[1]
  const wide = fourByteEncoding(scan.head) ?? wideEncoding(scan.head)
  if (wide !== null) return wide
  return scan.isUtf8 ? (shiftedEncoding(scan.signs) ?? 'utf-8') : legacyEncoding(scan.foreign, scan.hasWindowsBytes)
}

type Scan = { head: Buffer; foreign: Buffer; signs: Buffer; isUtf8: boolean; hasWindowsBytes: boolean }

/** One pass: the first bytes, whether all of it is UTF-8, and samples around bytes beyond ASCII and around signs that shift out of it. */
async function scanFile(open: OpenFile): Promise<Scan> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const head: Buffer[] = []
  const foreign: Buffer[] = []
  let headLength = 0
  let foreignLength = 0
  let signs: Buffer = Buffer.alloc(0)
  let isUtf8 = true
  let hasWindowsBytes = false
  const decode = (chunk: Buffer | undefined): void => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined })
    } catch {
      isUtf8 = false
    }
  }
  for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
    if (headLength < headBytes) head.push(chunk)
    headLength += chunk.length
    if (isUtf8) decode(chunk)
    if (signs.length === 0) signs = aroundSigns(chunk)
    if (foreignLength < sampleBytes) {
      hasWindowsBytes ||= chunk.some(isOfWindows)
      const lines = foreignLines(chunk)
      foreign.push(lines)
      foreignLength += lines.length
    }
    if (!isUtf8 && headLength >= headBytes && foreignLength >= sampleBytes) break
  }
  if (isUtf8) decode(undefined)
  return { head: Buffer.concat(head).subarray(0, headBytes), foreign: Buffer.concat(foreign), signs, isUtf8, hasWindowsBytes }
}

function aroundSigns(chunk: Buffer): Buffer {
  const escapes = chunk.indexOf(0x1b)
  const first = escapes >= 0 ? escapes : chunk.indexOf('~{')
  return first < 0 ? chunk.subarray(0, 0) : chunk.subarray(first, first + sampleBytes)
}

/** Whole lines of a piece of the file, from the first that holds a byte beyond ASCII. */
function foreignLines(chunk: Buffer): Buffer {
  const first = chunk.findIndex((byte) => byte >= 0x80)
  if (first < 0) return chunk.subarray(0, 0)
  const start = chunk.lastIndexOf(lineFeed, first) + 1
  const part = chunk.subarray(start, start + sampleBytes)
  const end = part.lastIndexOf(lineFeed)
  return end > 0 ? part.subarray(0, end) : part
}

/** UTF-32 without a mark, or with that of UTF-16: of every four bytes, two are zero on the same side. */
function fourByteEncoding(head: Buffer): string | null {
  const groups = Math.floor(head.length / 4)
  if (groups < 2) return null
  let big = 0
  let little = 0
  for (let at = 0; at < groups * 4; at += 4) {
    if (head[at] === 0 && (head[at + 1] ?? 0) <= 0x10 && (head[at + 2] !== 0 || head[at + 3] !== 0)) big++
    if (head[at + 3] === 0 && (head[at + 2] ?? 0) <= 0x10 && (head[at] !== 0 || head[at + 1] !== 0)) little++
  }
  if (big > groups * 0.98 && big > little) return 'utf-32be'
  return little > groups * 0.98 && little > big ? 'utf-32le' : null
}

/** UTF-16 without a mark: ASCII letters and line ends leave every other byte zero, and no other text holds zeros. */
function wideEncoding(head: Buffer): string | null {
  let even = 0
  let odd = 0
  head.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++
  })
  if (even + odd < Math.max(2, head.length / 200)) return null
  if (odd > even * 3) return 'utf-16le'
  return even > odd * 3 ? 'utf-16be' : null
}

// The characters that fill Chinese business text, simplified and traditional; a wrong decoding hits them by chance only.
const commonChinese = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞有限公司集团股份银行医院科技贸易实业電話車業會國們來時經發動種學進現實機當開還義關線與數讀書這個為後說產對',
)

const commonKorean = new Set(
  '이다는가을를에의로한고하지기도사인대회주식시은자서어나정리스아그수부일해보제라전장만거조용경구상원화면동성있았였습니까들것안할등과와선관계산업서울공소전자은행생명금융대한민국',
)

/** A pair of bytes in the part of a character set where the everyday characters and the punctuation stand. */
type Everyday = (lead: number, trail: number) => boolean

const punctuation: Everyday = (lead, trail) => lead >= 0xa1 && lead <= 0xa3 && trail >= 0xa1
const legacy: readonly { encoding: string; everyday: Everyday; natural: (text: string) => number }[] = [
  {
    encoding: 'gb18030',
    everyday: (lead, trail) => (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) || punctuation(lead, trail),
    natural: chineseShare,
  },
  { encoding: 'big5', everyday: (lead) => lead >= 0xa1 && lead <= 0xc6, natural: chineseShare },
  { encoding: 'shift_jis', everyday: (lead) => lead >= 0x81 && lead <= 0x97, natural: kanaShare },
  { encoding: 'euc-jp', everyday: (lead, trail) => lead >= 0xa1 && lead <= 0xcf && trail >= 0xa1, natural: kanaShare },
  {
    encoding: 'euc-kr',
    everyday: (lead, trail) => (lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) || punctuation(lead, trail),
    natural: koreanShare,
  },
]

/** Which of the old encodings: by how natural the text looks once decoded, and by the library's statistics for the single-byte ones. */
export function legacyEncoding(sample: Buffer, hasWindowsBytes = sample.some(isOfWindows)): string {
  const rated = legacy.map((candidate) => ({ encoding: candidate.encoding, score: naturalness(sample, candidate) }))
  const best = rated.reduce((one, other) => (other.score > one.score ? other : one))
  if (best.score > 0.6) return best.encoding
  const guess = chardet
    .analyse(sample)
    .map(({ name }) => known(name))
    .find((name) => name !== null)
  return (hasWindowsBytes ? ofWindows[guess ?? ''] : undefined) ?? guess ?? best.encoding
}

/** The share of everyday characters, raised by how many are the commonest of the language; nothing where the bytes do not fit. */
function naturalness(sample: Buffer, { encoding, everyday, natural }: (typeof legacy)[number]): number {
  const foreign = iconv.decode(sample, encoding).replace(/[\0-\x7f]+/g, '')
  const broken = foreign.match(/\ufffd/g)?.length ?? 0
  // One broken character in a long text proves nothing: files get damaged, and the sample may end inside one.
  if (foreign.length === 0 || broken > foreign.length / 100) return 0
  let good = 0
  let characters = 0
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at] ?? 0
    if (lead < 0x80) continue
    characters++
    // Half-width katakana are one byte in Shift JIS.
    if (encoding === 'shift_jis' && lead >= 0xa1 && lead <= 0xdf) continue
    if (everyday(lead, sample[++at] ?? 0)) good++
  }
  return good / characters + natural(foreign) * 0.4
}

/** Between 80 and 9F the standard sets have control characters alone, and those of Windows have quotes and the euro. */
function isOfWindows(byte: number): boolean {
  return byte >= 0x80 && byte <= 0x9f
}

const ofWindows: Readonly<Record<string, string>> = {
  'iso-8859-2': 'windows-1250',
  'iso-8859-5': 'windows-1251',
  'iso-8859-7': 'windows-1253',
}

function known(name: string): string | null {
  const byLatinName: Record<string, string> = {
    'iso-8859-1': 'windows-1252',
    'iso-8859-8': 'windows-1255',
    'iso-8859-9': 'windows-1254',
    ascii: 'windows-1252',
  }
  const lower = name.toLowerCase()
  return encodings.find((encoding) => encoding === lower) ?? byLatinName[lower] ?? null
}

function chineseShare(text: string): number {
  let common = 0
  for (const character of text) if (commonChinese.has(character)) common++
  return common / text.length
}

/** Japanese without any kana is hardly told from Chinese, so it gets nothing. */
function kanaShare(text: string): number {
  return (text.match(/[\u3041-\u3096\u30a1-\u30fa]/g)?.length ?? 0) / text.length
}

function koreanShare(text: string): number {
  let common = 0
  for (const character of text) if (commonKorean.has(character)) common++
  return common / text.length
}

/** The text of the file, decoded piece by piece; a byte-order mark is left out. */
export async function decodedStream(open: OpenFile, encoding: string): Promise<Readable> {
  const decoder = (name: string) => iconv.decodeStream(name) as unknown as Duplex
  // The reader of the last stream is told of a failure by that stream, which the pipeline destroys with the cause.
  const silent = (): void => undefined
  const bytes = await open()
  if (encoding === 'iso-2022-jp') return pipeline(bytes, japaneseDecoder(), silent)
  if (isUnshiftable(encoding)) return pipeline(bytes, unshifted(encoding), decoder(unshiftedEncoding[encoding]), silent)
  if (encoding.startsWith('utf-32')) return pipeline(bytes, withoutShortMark(), decoder(encoding), silent)
  return pipeline(bytes, decoder(encoding), silent)
}

/** Some programs put the mark of UTF-16 before UTF-32. */
function withoutShortMark(): Transform {
  let isStart = true
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const isShort =
        isStart &&
        chunk.length >= 4 &&
        ((chunk[0] === 0xfe && chunk[1] === 0xff) || (chunk[0] === 0xff && chunk[1] === 0xfe && chunk[2] !== 0))
      isStart = false
      done(null, isShort ? chunk.subarray(2) : chunk)
    },
  })
}
