// Germany, from 1 January 2026: food eaten in a restaurant is taxed at the reduced rate, drinks at the full one, milk
// coffee and tap water included (§ 12 (1) and § 12 (2) no. 15 of the Umsatzsteuergesetz, as amended by the
// Steueränderungsgesetz 2025).
export const foodTaxRateBasisPoints = 700
export const drinksTaxRateBasisPoints = 1900
