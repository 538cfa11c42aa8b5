/** Two-sided standard normal quantiles: of the 95% and the 99.8% limits of a funnel plot. */
export const Z_95 = 1.959964
export const Z_998 = 3.090232

export interface Interval {
  readonly lower: number
  readonly upper: number
}

/**
 * Wilson score interval of a proportion; bounds lie in 0 to 1 and are exact there for 0 and for all of them.
 * Source: Wilson 1927, as in the public health technical guide of OHID. Throws RangeError unless
 * 0 <= numerator <= denominator and denominator > 0.
 */
export function wilsonInterval(numerator: number, denominator: number, z: number = Z_95): Interval {
  if (!(denominator > 0 && numerator >= 0 && numerator <= denominator)) {
    throw new RangeError(`No interval for ${numerator} of ${denominator}.`)
  }
  const middle = 2 * numerator + z * z
  const reach = z * Math.sqrt(z * z + 4 * numerator * (1 - numerator / denominator))
  const whole = 2 * (denominator + z * z)
  return {
    lower: numerator === 0 ? 0 : (middle - reach) / whole,
    upper: numerator === denominator ? 1 : (middle + reach) / whole,
  }
}
