import { chooseOne, chooseUpTo, type DemoCategory, option, soldOutOption } from './demo-restaurant.ts'
import { foodTaxRateBasisPoints } from './german-tax.ts'

export const mainsAndDesserts: readonly DemoCategory[] = [
  {
    name: 'Mains',
    taxRateBasisPoints: foodTaxRateBasisPoints,
    items: [
      {
        name: 'Fernweh Burger',
        description:
          '180 g of dry-aged Uckermark beef, mature cheddar, pickles and burger sauce in a brioche bun.',
        priceMinor: 1690,
        picture: 'burger',
        allergens: ['gluten', 'egg', 'milk', 'mustard', 'sesame', 'sulphites'],
        optionGroups: [
          chooseOne('Doneness', [option('Medium'), option('Well done')]),
          chooseOne('Side', [
            option('Fries'),
            option('Side salad', 100),
            option('Sweet potato fries', 150),
            option('No side', -250),
          ]),
          chooseUpTo(4, 'Extras', [
            option('Crisp bacon', 250),
            option('Extra cheddar', 150),
            option('Fried egg', 200),
            option('Jalapeños', 100),
            option('Caramelised onions', 120),
          ]),
        ],
      },
      {
        name: 'Dry-Aged Entrecôte',
        description: '300 g from the Holstein heifer, aged for 28 days, with herb butter and grilled lemon.',
        priceMinor: 3400,
        picture: 'steak',
        allergens: ['egg', 'milk', 'nuts', 'celery', 'mustard', 'sulphites'],
        optionGroups: [
          chooseOne('Doneness', [
            option('Rare'),
            option('Medium rare'),
            option('Medium'),
            option('Well done'),
          ]),
          chooseOne('Side', [option('Fries'), option('Charred broccoli', 200), option('Side salad')]),
          chooseUpTo(2, 'Sauces', [
            option('Green peppercorn', 280),
            option('Chimichurri', 220),
            option('Béarnaise', 300),
          ]),
        ],
      },
      {
        name: 'Roast Chicken with Lemon & Thyme',
        description:
          'A corn-fed leg, slowly roasted until it falls off the bone, on potatoes from the same tray.',
        priceMinor: 1790,
        picture: 'chicken-leg',
        allergens: ['celery', 'sulphites'],
      },
      {
        name: 'Tacos al Pastor',
        description: 'Three corn tortillas with achiote pork, charred pineapple, coriander and salsa verde.',
        priceMinor: 1390,
        picture: 'taco',
        allergens: ['gluten', 'fish', 'milk'],
        optionGroups: [
          chooseOne('Filling', [
            option('Pork al pastor'),
            option('Pulled mushrooms'),
            option('Baja fish', 150),
          ]),
          chooseUpTo(2, 'Extras', [option('Guacamole', 250), option('Crema', 100), option('Habanero salsa')]),
        ],
      },
      {
        name: 'Thai Red Curry',
        description: 'Coconut, kaffir lime and Thai basil with crunchy vegetables. With jasmine rice.',
        priceMinor: 1490,
        picture: 'curry',
        allergens: ['crustaceans', 'fish', 'soy'],
        optionGroups: [
          chooseOne('With', [option('Tofu'), option('Chicken', 200), option('Prawns', 400)]),
          chooseOne('Heat', [option('Mild'), option('Medium'), option('Thai hot')]),
        ],
      },
      {
        name: 'Paella Valenciana',
        description: 'Saffron rice with prawns, mussels and chorizo, with the crust that makes it a paella.',
        priceMinor: 2150,
        picture: 'paella',
        allergens: ['crustaceans', 'fish', 'celery', 'molluscs'],
      },
      {
        name: 'Spaghetti al Ragù',
        description: 'A Bolognese sauce that has simmered for six hours, and a mountain of Parmesan.',
        priceMinor: 1450,
        picture: 'spaghetti',
        allergens: ['gluten', 'egg', 'milk', 'nuts', 'celery', 'sulphites'],
        optionGroups: [
          chooseOne('Ragù', [option('Beef and pork'), option('Lentil and walnut')]),
          chooseUpTo(2, 'Extras', [option('Burratina', 350), option('Extra Parmesan', 120)]),
        ],
      },
      {
        name: 'Pizza Diavola',
        description:
          'Spicy salame Napoli, San Marzano tomatoes and fior di latte on a dough that took two days.',
        priceMinor: 1390,
        picture: 'pizza',
        allergens: ['gluten', 'milk'],
        optionGroups: [
          chooseUpTo(4, 'Extra toppings', [
            option('Buffalo mozzarella', 300),
            option('Mushrooms', 150),
            option('Rocket', 120),
            option("'Nduja", 250),
            option('Chilli honey', 100),
          ]),
        ],
      },
      {
        name: 'Beef Goulash',
        description:
          'A Hungarian pot of beef shin, sweet paprika and peppers, with sourdough for the last spoon.',
        priceMinor: 1690,
        picture: 'stew',
        allergens: ['gluten', 'celery', 'sulphites'],
      },
      {
        name: 'Club Sandwich',
        description: 'Chicken, bacon, egg, tomato and crisp lettuce between three toasted slices.',
        priceMinor: 1350,
        picture: 'sandwich',
        allergens: ['gluten', 'egg', 'milk', 'mustard'],
      },
      {
        name: 'Coney Island Hot Dog',
        description: 'Smoked beef sausage in a steamed bun, with mustard and sweet onions.',
        priceMinor: 890,
        picture: 'hot-dog',
        allergens: ['gluten', 'milk', 'celery', 'mustard'],
        optionGroups: [
          chooseOne('Sausage', [option('Beef'), option('Vegan, from pea protein')]),
          chooseUpTo(3, 'Extras', [
            option('Sauerkraut', 80),
            option('Pickles', 80),
            option('Melted cheddar', 150),
          ]),
        ],
      },
      {
        name: 'Grilled Lobster',
        description:
          'A whole Atlantic lobster, split and grilled with garlic butter. A few a day, when the boats allow.',
        priceMinor: 4600,
        picture: 'lobster',
        allergens: ['crustaceans', 'milk'],
        isAvailable: false,
      },
    ],
  },
  {
    name: 'Desserts',
    taxRateBasisPoints: foodTaxRateBasisPoints,
    items: [
      {
        name: 'Strawberry Sponge Cake',
        description: 'Vanilla sponge, mascarpone cream and strawberries from Beelitz.',
        priceMinor: 680,
        picture: 'strawberry-cake',
        allergens: ['gluten', 'egg', 'milk'],
      },
      {
        name: 'Crème Caramel',
        description: 'Silky, wobbly, and dark with caramel.',
        priceMinor: 650,
        picture: 'custard',
        allergens: ['egg', 'milk'],
      },
      {
        name: 'Three Scoops of Gelato',
        description: 'Churned here every morning. Pick three flavours.',
        priceMinor: 690,
        picture: 'ice-cream-scoops',
        allergens: ['egg', 'soy', 'milk', 'nuts'],
        optionGroups: [
          {
            name: 'Flavours',
            minSelections: 3,
            maxSelections: 3,
            options: [
              option('Bourbon vanilla'),
              option('Dark chocolate'),
              option('Strawberry sorbet'),
              option('Lemon sorbet'),
              option('Piedmont hazelnut'),
              soldOutOption('Bronte pistachio', 80),
            ],
          },
          chooseUpTo(2, 'On top', [option('Whipped cream', 90), option('Hot chocolate sauce', 120)]),
        ],
      },
      {
        name: 'Warm Apple Pie',
        description: 'Boskoop apples and cinnamon under a butter crust.',
        priceMinor: 720,
        picture: 'pie',
        allergens: ['gluten', 'egg', 'milk'],
        optionGroups: [
          chooseUpTo(2, 'With', [option('Scoop of vanilla gelato', 220), option('Whipped cream', 90)]),
        ],
      },
      {
        name: 'Chocolate Doughnut',
        description: 'Yeast dough, dark chocolate glaze and far too many sprinkles.',
        priceMinor: 420,
        picture: 'doughnut',
        allergens: ['gluten', 'egg', 'soy', 'milk'],
      },
      {
        name: 'Sea Salt Chocolate Chip Cookie',
        description: 'Warm, chewy, the size of your hand.',
        priceMinor: 350,
        picture: 'cookie',
        allergens: ['gluten', 'egg', 'soy', 'milk'],
      },
    ],
  },
]
