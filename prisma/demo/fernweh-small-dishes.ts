import { chooseOne, chooseUpTo, type DemoCategory, option, soldOutOption } from './demo-restaurant.ts'
import { foodTaxRateBasisPoints } from './german-tax.ts'

export const smallDishes: readonly DemoCategory[] = [
  {
    name: 'All-Day Breakfast',
    taxRateBasisPoints: foodTaxRateBasisPoints,
    items: [
      {
        name: 'Butter Croissant',
        description: 'Laminated over three days and baked this morning. With salted butter and apricot jam.',
        priceMinor: 390,
        picture: 'croissant',
        allergens: ['gluten', 'egg', 'milk', 'nuts'],
        optionGroups: [
          chooseUpTo(2, 'Something extra', [
            option('Hazelnut spread', 150),
            option('Blossom honey', 120),
            option('Mountain cheese', 250),
          ]),
        ],
      },
      {
        name: 'Buttermilk Pancakes',
        description: 'A tall, fluffy stack with brown butter and real maple syrup.',
        priceMinor: 1090,
        picture: 'pancakes',
        allergens: ['gluten', 'egg', 'milk'],
        optionGroups: [
          chooseUpTo(3, 'On top', [
            option('Blueberries', 180),
            option('Caramelised banana', 180),
            option('Crisp bacon', 280),
            option('Whipped vanilla cream', 120),
          ]),
        ],
      },
      {
        name: 'Brussels Waffle',
        description: 'Crisp outside, cloud inside, with a knob of butter and a snowfall of icing sugar.',
        priceMinor: 850,
        picture: 'waffle',
        allergens: ['gluten', 'egg', 'milk'],
      },
      {
        name: 'Two Eggs in the Pan',
        description: 'Brandenburg free-range eggs fried in brown butter, served in their pan with chives.',
        priceMinor: 980,
        picture: 'fried-egg',
        allergens: ['gluten', 'egg', 'milk'],
        optionGroups: [
          chooseOne('Bread', [option('Sourdough'), option('Dark rye'), option('Gluten-free', 150)]),
          chooseUpTo(3, 'Extras', [
            option('Crisp bacon', 280),
            option('Feta', 220),
            option('Roasted mushrooms', 250),
            option('Another egg', 180),
          ]),
        ],
      },
      {
        name: 'Avocado on Sourdough',
        description: 'Crushed avocado with lime, Aleppo pepper and toasted sesame on thick sourdough.',
        priceMinor: 1150,
        picture: 'avocado',
        allergens: ['gluten', 'egg', 'fish', 'milk', 'sesame'],
        optionGroups: [
          chooseUpTo(2, 'On top', [
            option('Poached egg', 220),
            option('Smoked salmon', 480),
            option('Feta', 220),
          ]),
        ],
      },
      {
        name: 'Lower East Side Bagel',
        description: 'Boiled, baked and stuffed with smoked salmon, cream cheese, capers and pickled onion.',
        priceMinor: 1190,
        picture: 'bagel',
        allergens: ['gluten', 'fish', 'milk', 'sesame'],
      },
    ],
  },
  {
    name: 'Small Plates',
    taxRateBasisPoints: foodTaxRateBasisPoints,
    items: [
      {
        name: 'Marinated Olives',
        description: 'Nocellara olives, warm, with orange peel, fennel seed and bay leaf.',
        priceMinor: 540,
        picture: 'olive',
        allergens: ['sulphites'],
      },
      {
        name: 'Pretzel with Obatzda',
        description: 'A lye pretzel from the oven and a bowl of Bavarian Camembert cream with red onion.',
        priceMinor: 720,
        picture: 'pretzel',
        allergens: ['gluten', 'milk'],
      },
      {
        name: 'Falafel',
        description: 'Six crisp chickpea balls, green with herbs inside, on lemony tahini.',
        priceMinor: 840,
        picture: 'falafel',
        allergens: ['sesame'],
      },
      {
        name: 'Pierogi Ruskie',
        description:
          'Eight Polish dumplings filled with potato and curd cheese, with onions browned in butter.',
        priceMinor: 980,
        picture: 'dumpling',
        allergens: ['gluten', 'egg', 'milk'],
        optionGroups: [
          chooseOne('Cooked', [option('Boiled'), option('Pan-fried')]),
          chooseUpTo(2, 'With', [option('Sour cream', 80), option('Bacon cracklings', 200)]),
        ],
      },
      {
        name: 'Gambas al Ajillo',
        description:
          'Red prawns sizzling in olive oil with a lot of garlic and a little chilli. Bread to mop it up.',
        priceMinor: 1390,
        picture: 'prawn',
        allergens: ['gluten', 'crustaceans', 'sulphites'],
      },
      {
        name: 'Oysters Fine de Claire',
        description: 'Half a dozen from Marennes-Oléron, opened to order, with shallot vinegar and lemon.',
        priceMinor: 2100,
        picture: 'oyster',
        allergens: ['sulphites', 'molluscs'],
        optionGroups: [
          chooseOne('How many', [option('Three', -1000), option('Six'), option('Twelve', 1900)]),
        ],
      },
    ],
  },
  {
    name: 'Salads & Sides',
    taxRateBasisPoints: foodTaxRateBasisPoints,
    items: [
      {
        name: 'Market Garden Salad',
        description: 'Leaves from the Havelland, tomato, radish and pickled cucumber in mustard vinaigrette.',
        priceMinor: 790,
        picture: 'salad',
        allergens: ['milk', 'nuts', 'mustard', 'sesame', 'sulphites'],
        optionGroups: [
          chooseOne('Size', [option('As a side'), option('As a main', 450)]),
          chooseUpTo(3, 'On top', [
            option('Grilled chicken', 480),
            option('Goat cheese with honey', 420),
            option('Falafel', 350),
            option('Toasted walnuts', 180),
          ]),
        ],
      },
      {
        name: 'Burrata & Tomatoes',
        description: 'A whole burrata from Puglia on ripe tomatoes, with basil oil and flaky salt.',
        priceMinor: 1350,
        picture: 'tomato',
        allergens: ['milk'],
      },
      {
        name: 'Charred Broccoli',
        description: 'From the hot grill, with romesco, lemon and roasted almonds.',
        priceMinor: 890,
        picture: 'broccoli',
        allergens: ['nuts', 'sulphites'],
      },
      {
        name: 'Elote',
        description: 'Grilled corn on the cob the Mexican way: lime mayonnaise, aged cheese, smoked chilli.',
        priceMinor: 650,
        picture: 'corn',
        allergens: ['egg', 'milk', 'mustard'],
      },
      {
        name: 'Fries',
        description: 'Cut by hand, fried twice.',
        priceMinor: 490,
        picture: 'fries',
        allergens: ['egg', 'mustard'],
        optionGroups: [
          chooseUpTo(2, 'Dips', [
            option('Ketchup', 60),
            option('Mayonnaise', 60),
            option('Garlic aioli', 100),
            soldOutOption('Truffle mayonnaise', 180),
          ]),
        ],
      },
      {
        name: 'Bread Basket',
        description: 'Warm baguette with salted butter.',
        priceMinor: 380,
        picture: 'baguette',
        allergens: ['gluten', 'milk'],
      },
    ],
  },
]
