import {
  chooseOne,
  chooseUpTo,
  type DemoCategory,
  type DemoRestaurant,
  option,
  soldOutOption,
} from './demo-restaurant.ts'

// Japan: the standard rate of consumption tax. The reduced 8 % is for food taken away, not for food eaten in
// (National Tax Agency, «Reduced tax rate system», since 1 October 2019); a guest with a table eats in.
const taxRateBasisPoints = 1000

const noodles = chooseOne('Noodles', [
  option('Kata – firm'),
  option('Futsū – regular'),
  option('Yawa – soft'),
])

const size = chooseOne('Size', [option('Regular'), option('Ōmori – large', 150), option('Half', -200)])

const toppings = chooseUpTo(5, 'Toppings', [
  option('Ajitama – marinated egg', 150),
  option('Chāshū – braised pork, two slices', 350),
  option('Nori, three sheets', 120),
  option('Menma – bamboo shoots', 150),
  option('Negi – spring onion', 100),
])

const ramen: DemoCategory = {
  name: 'Ramen',
  taxRateBasisPoints,
  items: [
    {
      name: 'Shōyu Ramen',
      description: 'Clear chicken and dashi broth with three-year soy sauce, chāshū, menma and naruto.',
      priceMinor: 1080,
      picture: 'ramen-naruto',
      allergens: ['gluten', 'egg', 'fish', 'soy'],
      optionGroups: [size, noodles, toppings],
    },
    {
      name: 'Tonkotsu Ramen',
      description:
        'Pork bones boiled for eighteen hours until the broth is white and silky, with black garlic oil.',
      priceMinor: 1180,
      picture: 'ramen-garlic',
      allergens: ['gluten', 'egg', 'soy', 'sesame'],
      optionGroups: [size, noodles, toppings],
    },
    {
      name: 'Kara-Miso Ramen',
      description: 'Sapporo red miso, wok-fried minced pork, sweet corn and our own chilli paste.',
      priceMinor: 1250,
      picture: 'ramen-chilli',
      allergens: ['gluten', 'egg', 'soy', 'sesame'],
      optionGroups: [
        chooseOne('Heat', [option('Warm'), option('Hot'), option('Oni – demon', 50)]),
        size,
        noodles,
        toppings,
      ],
    },
    {
      name: 'Yasai Shio Ramen',
      description: 'Vegan: kombu and shiitake broth with Oki sea salt, seasonal vegetables and yuzu.',
      priceMinor: 1150,
      picture: 'ramen-greens',
      allergens: ['gluten', 'soy', 'sesame'],
      optionGroups: [
        size,
        noodles,
        chooseUpTo(3, 'Toppings', [
          option('Fried tofu', 150),
          option('Nori, three sheets', 120),
          option('Menma – bamboo shoots', 150),
          soldOutOption('Maitake tempura', 280),
        ]),
      ],
    },
  ],
}

const sides: DemoCategory = {
  name: 'Small Plates',
  taxRateBasisPoints,
  items: [
    {
      name: 'Gyōza',
      description:
        'Six dumplings with pork and cabbage, crisp below and steamed above. Vinegar and chilli oil on the side.',
      priceMinor: 580,
      picture: 'dumpling',
      allergens: ['gluten', 'soy', 'sesame'],
    },
    {
      name: 'Ebi Furai',
      description: 'Two big prawns in golden panko, with tartare sauce.',
      priceMinor: 780,
      picture: 'fried-prawn',
      allergens: ['gluten', 'crustaceans', 'egg', 'milk', 'mustard'],
    },
    {
      name: 'Onigiri',
      description: 'A rice ball, pressed to order and wrapped in crisp nori.',
      priceMinor: 280,
      picture: 'onigiri',
      allergens: ['fish', 'soy'],
      optionGroups: [
        chooseOne('Filling', [
          option('Umeboshi'),
          option('Grilled salmon', 60),
          option('Kombu'),
          option('Spicy cod roe', 80),
        ]),
      ],
    },
    {
      name: 'Edamame',
      description: 'Soy beans in the pod, warm, with sea salt.',
      priceMinor: 380,
      picture: 'edamame',
      allergens: ['soy'],
    },
  ],
}

const sweets: DemoCategory = {
  name: 'Sweets',
  taxRateBasisPoints,
  items: [
    {
      name: 'Hanami Dango',
      description: 'Three soft rice dumplings on a skewer: cherry blossom, plain, mugwort.',
      priceMinor: 380,
      picture: 'dango',
      allergens: [],
    },
    {
      name: 'Kakigōri',
      description: 'A mountain of shaved ice from Nikko with strawberry syrup and condensed milk.',
      priceMinor: 650,
      picture: 'shaved-ice',
      allergens: ['milk'],
      isAvailable: false,
    },
    {
      name: 'Hokkaidō Soft Cream',
      description: 'Soft ice cream from very good milk.',
      priceMinor: 450,
      picture: 'soft-ice-cream',
      allergens: ['gluten', 'soy', 'milk'],
      optionGroups: [
        chooseOne('Flavour', [option('Milk'), option('Uji matcha', 50), option('Half and half', 30)]),
      ],
    },
  ],
}

const drinks: DemoCategory = {
  name: 'Drinks',
  taxRateBasisPoints,
  items: [
    {
      name: 'Junmai Sake',
      description: 'Dry and round, from a family brewery in Niigata. One gō, 180 ml.',
      priceMinor: 780,
      picture: 'sake',
      allergens: [],
      optionGroups: [chooseOne('Served', [option('Chilled'), option('Room temperature'), option('Hot')])],
    },
    {
      name: 'Nama Bīru',
      description: 'Draught lager in a frozen mug. 400 ml.',
      priceMinor: 650,
      picture: 'beer-mugs',
      allergens: ['gluten'],
    },
    {
      name: 'Hōjicha',
      description: 'Roasted green tea, hot, with refills.',
      priceMinor: 320,
      picture: 'tea',
      allergens: [],
    },
    {
      name: 'Melon Cream Soda',
      description: 'Green as a traffic light, with a scoop of vanilla ice cream. 300 ml.',
      priceMinor: 620,
      picture: 'melon',
      allergens: ['egg', 'milk'],
    },
  ],
}

/** A ramen bar in Tokyo: the yen has no smaller unit, and the day there begins hours before Berlin's. */
export const yoake: DemoRestaurant = {
  slug: 'demo-two',
  name: 'Ramen Yoake',
  currency: 'JPY',
  timeZone: 'Asia/Tokyo',
  tables: [
    { label: 'Counter 1', code: 'demo-two-1' },
    { label: 'Counter 2', code: 'demo-two-2' },
    { label: 'Table 3', code: 'demo-two-3' },
    { label: 'Table 4', code: 'demo-two-4' },
  ],
  staff: [
    { name: 'Sakura Minami', email: 'owner@demo-two.test', role: 'OWNER' },
    { name: 'Takumi Hayashi', email: 'kitchen@demo-two.test', role: 'KITCHEN' },
  ],
  categories: [ramen, sides, sweets, drinks],
}
