type Field = Pick<HTMLInputElement, 'type' | 'min' | 'max' | 'title' | 'validationMessage'> & {
  validity: Partial<ValidityState>
}

/** What is wrong with what was typed, in our words; in the browser's where it knows more than we do. */
export function faultOf({ validity, type, min, max, title, validationMessage }: Field): string {
  if (validity.valueMissing && !validity.badInput) return 'Please fill this in.'
  if (validity.typeMismatch && type === 'email') return 'This is not an e-mail address.'
  if (validity.badInput || validity.stepMismatch) return 'Please type a whole number.'
  if (validity.rangeUnderflow || validity.rangeOverflow) return `Please type a number from ${min} to ${max}.`
  if (validity.patternMismatch && title) return title
  return validationMessage
}
