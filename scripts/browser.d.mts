export function ensureChromium(): Promise<string | null>
export function ensureChineseFont(): boolean
