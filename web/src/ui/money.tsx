/** An amount in the currency's minor unit (cents; whole yen), with its ISO 4217 code. */
export type MoneyValue = { amountMinor: number; currency: string }

const formatters = new Map<string, Intl.NumberFormat>()

function formatterOf(currency: string, locale: string | undefined) {
  const key = `${locale}:${currency}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    formatters.set(key, formatter)
  }
  return formatter
}

/** Formats by the currency's own number of decimals: 1250 is "€12.50" in EUR and "¥1,250" in JPY. */
export function formatMoney({ amountMinor, currency }: MoneyValue, locale?: string): string {
  const formatter = formatterOf(currency, locale)
  return formatter.format(amountMinor / 10 ** (formatter.resolvedOptions().maximumFractionDigits ?? 2))
}

type MoneyProps = { value: MoneyValue; signed?: boolean; className?: string }

/** An amount of money; `signed` puts a plus before what is added on top. */
export function Money({ value, signed = false, className }: MoneyProps) {
  const text = formatMoney(value)
  return (
    <span className={`tabular-nums whitespace-nowrap ${className ?? ''}`}>
      {signed && value.amountMinor > 0 ? `+${text}` : text}
    </span>
  )
}
