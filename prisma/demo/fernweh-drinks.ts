import { chooseOne, chooseUpTo, type DemoCategory, option } from './demo-restaurant.ts'
import { drinksTaxRateBasisPoints } from './german-tax.ts'

export const drinks: readonly DemoCategory[] = [
  {
    name: 'Coffee & Tea',
    taxRateBasisPoints: drinksTaxRateBasisPoints,
    items: [
      {
        name: 'Coffee',
        description: 'Single-origin beans from Huehuetenango, roasted in Wedding.',
        priceMinor: 340,
        picture: 'coffee',
        allergens: ['gluten', 'soy', 'milk'],
        optionGroups: [
          chooseOne('Kind', [
            option('Filter'),
            option('Espresso', -60),
            option('Cappuccino', 60),
            option('Flat white', 90),
          ]),
          chooseUpTo(1, 'Instead of cow’s milk', [option('Oat drink', 40), option('Soy drink', 40)]),
          chooseUpTo(2, 'Extras', [option('Extra shot', 100), option('Vanilla syrup', 60)]),
        ],
      },
      {
        name: 'Pot of Tea',
        description: 'Loose leaves, half a litre of hot water and a sand timer.',
        priceMinor: 520,
        picture: 'teapot',
        allergens: [],
        optionGroups: [
          chooseOne('Leaf', [
            option('Darjeeling First Flush'),
            option('Earl Grey'),
            option('Jasmine green'),
            option('Fresh mint'),
          ]),
        ],
      },
      {
        name: 'Yerba Mate',
        description: 'In the gourd with a metal straw, and a flask of hot water to keep it going.',
        priceMinor: 490,
        picture: 'mate',
        allergens: [],
      },
      {
        name: 'Bubble Milk Tea',
        description: 'Assam tea and milk over ice, with chewy tapioca pearls. 0.5 l.',
        priceMinor: 590,
        picture: 'bubble-tea',
        allergens: ['milk'],
        optionGroups: [
          chooseOne('Sweetness', [option('Not sweet'), option('Half sweet'), option('Sweet')]),
          chooseUpTo(1, 'Extras', [option('Extra pearls', 80)]),
        ],
      },
    ],
  },
  {
    name: 'Soft Drinks',
    taxRateBasisPoints: drinksTaxRateBasisPoints,
    items: [
      {
        name: 'House Lemonade',
        description: 'Amalfi lemons, cane sugar and a sprig of rosemary.',
        priceMinor: 450,
        picture: 'lemon',
        allergens: [],
        optionGroups: [chooseOne('Size', [option('0.3 l'), option('0.5 l', 150)])],
      },
      {
        name: 'Apfelschorle',
        description: 'Cloudy apple juice from Werder with sparkling water. 0.4 l.',
        priceMinor: 420,
        picture: 'apple',
        allergens: [],
      },
      {
        name: 'Fresh Orange Juice',
        description: 'Four oranges and nothing else. 0.25 l.',
        priceMinor: 490,
        picture: 'orange',
        allergens: [],
      },
      {
        name: 'Cola',
        description: 'Over ice with a slice of lemon. 0.4 l.',
        priceMinor: 410,
        picture: 'cup-with-straw',
        allergens: [],
        optionGroups: [chooseOne('Kind', [option('Classic'), option('Sugar-free')])],
      },
      {
        name: 'Mineral Water',
        description: 'From the Spreewald. 0.75 l, to share.',
        priceMinor: 650,
        picture: 'water',
        allergens: [],
        optionGroups: [chooseOne('Kind', [option('Still'), option('Sparkling')])],
      },
    ],
  },
  {
    name: 'Beer, Wine & Cocktails',
    taxRateBasisPoints: drinksTaxRateBasisPoints,
    items: [
      {
        name: 'Pilsner on Tap',
        description: 'From a small brewery in Friedrichshain: dry, hoppy, seven minutes in the pouring.',
        priceMinor: 420,
        picture: 'beer',
        allergens: ['gluten'],
        optionGroups: [chooseOne('Size', [option('0.3 l'), option('0.5 l', 160)])],
      },
      {
        name: 'Spätburgunder',
        description: 'Pinot noir from the slate of the Ahr: sour cherry, smoke, fine tannin.',
        priceMinor: 790,
        picture: 'red-wine',
        allergens: ['sulphites'],
        optionGroups: [
          chooseOne('Size', [
            option('Glass, 0.2 l'),
            option('Carafe, 0.5 l', 1050),
            option('Bottle, 0.75 l', 2300),
          ]),
        ],
      },
      {
        name: 'Crémant d’Alsace',
        description: 'Bottle-fermented, brut, with fine bubbles and brioche. A bottle, 0.75 l.',
        priceMinor: 4200,
        picture: 'sparkling-wine',
        allergens: ['sulphites'],
      },
      {
        name: 'Dry Martini',
        description: 'Berlin gin, a rumour of vermouth, one green olive.',
        priceMinor: 1150,
        picture: 'martini',
        allergens: ['sulphites'],
        optionGroups: [chooseOne('Mixed', [option('Stirred'), option('Shaken')])],
      },
      {
        name: 'Planter’s Punch',
        description: 'Dark Jamaican rum, orange, pineapple, lime and grenadine over crushed ice.',
        priceMinor: 1190,
        picture: 'tropical-drink',
        allergens: [],
        optionGroups: [chooseOne('With', [option('Rum'), option('No alcohol', -300)])],
      },
    ],
  },
]
