const list = (text: string): readonly string[] =>
  text
    .trim()
    .split(/\s*[|\n]\s*/)
    .filter((one) => one !== '');

export const productLooks = list(
  'Classic|Compact|Modern|Rustic|Slim|Foldable|Handmade|Portable|Quiet|Sturdy|Soft|Bright|Nordic|Urban|Vintage|Everyday|Premium|Light|Adjustable|Stackable|Waterproof|Travel|Large|Mini',
);
export const productStuffs = list(
  'Oak|Steel|Cotton|Linen|Bamboo|Leather|Ceramic|Glass|Wool|Copper|Walnut|Canvas|Cork|Felt|Marble|Aluminium|Rubber|Silk|Pine|Brass',
);
export const productThings = list(
  'Lamp|Chair|Desk|Backpack|Kettle|Mug|Blanket|Shelf|Notebook|Bottle|Headphones|Keyboard|Jacket|Scarf|Wallet|Clock|Bowl|Knife|Pan|Cushion|Rug|Mirror|Basket|Tray|Planter|Speaker|Umbrella|Gloves|Helmet|Tent|Stool|Vase|Towel|Candle|Apron|Bench|Bag|Frame|Hook|Thermos',
);
export const categories = list(
  'Electronics|Home & Kitchen|Books|Clothing|Sports|Garden|Toys|Beauty|Office|Music|Shoes|Jewellery|Groceries|Pet Supplies|Tools|Automotive|Health|Travel|Baby|Art & Crafts|Furniture|Lighting|Cameras|Phones|Computers|Games|Outdoor|Stationery|Bedding|Watches',
);
export const brands = list(
  'Northwind|Kestrel|Halden|Ovela|Brightside|Tamarack|Lumen & Co|Ferro|Pinecrest|Solveig|Marlow|Quillon|Arden|Bluefin|Castellan|Drift|Everline|Fathom|Greyling|Hollis',
);
export const companyRoots = list(
  'Alder|Beacon|Cobalt|Delta|Ember|Falcon|Granite|Harbor|Iris|Juniper|Keystone|Lattice|Meridian|Nimbus|Orchid|Pioneer|Quartz|Ridge|Summit|Tidal|Umbra|Vertex|Willow|Yonder|Zephyr|Anchor|Birch|Crescent|Dune|Echo',
);
export const companyFields = list(
  'Logistics|Systems|Foods|Energy|Labs|Media|Partners|Works|Trading|Robotics|Health|Capital|Textiles|Studios|Supply|Analytics|Mobility|Publishing|Instruments|Retail',
);
export const companyForms = list('Ltd|GmbH|Inc|SA|AB|BV|LLC|Oy|SpA|Pty');
export const jobTitles = list(
  'Account Manager|Accountant|Analyst|Architect|Consultant|Customer Support Agent|Data Engineer|Designer|Developer|Driver|Electrician|HR Manager|Legal Counsel|Marketing Manager|Nurse|Operations Lead|Product Manager|Project Manager|Quality Engineer|Recruiter|Sales Representative|Software Engineer|Team Lead|Technician|Warehouse Associate|Teacher',
);
export const departments = list(
  'Engineering|Sales|Marketing|Finance|Human Resources|Operations|Customer Support|Legal|Research|Procurement|Logistics|Product|Design|IT|Quality|Facilities',
);
export const roles = list(
  'viewer|member|editor|admin|owner|billing|support|auditor|manager|guest|moderator|contributor',
);
export const permissionVerbs = list('read|create|update|delete|export|approve|assign|archive');
export const permissionThings = list('users|orders|invoices|reports|settings|products|payments|projects|tickets|files');
export const tags = list(
  'new|sale|popular|limited|eco|gift|seasonal|premium|bestseller|clearance|vegan|handmade|refurbished|exclusive|outdoor|family|urgent|beta|internal|follow-up|travel|howto|news|featured',
);
export const colours = list(
  'black|white|grey|navy|red|green|blue|beige|brown|olive|orange|yellow|pink|purple|teal|silver|burgundy|sand',
);
export const sizes = list('M|L|S|XL|XS|XXL');
export const units = list('piece|kg|g|l|ml|m|cm|box|pack|pair|hour|set');
export const plans = list('Free|Starter|Team|Business|Enterprise|Pro|Basic|Scale');
export const paymentMethods = list('card|paypal|bank_transfer|apple_pay|google_pay|invoice|cash|gift_card');
export const carriers = list('DHL|UPS|FedEx|DPD|GLS|USPS|Royal Mail|PostNord|Aramex|TNT');
export const channels = list('web|mobile|email|store|phone|api|partner|social');
export const fileStems = list(
  'report|invoice|contract|photo|scan|notes|summary|budget|plan|presentation|receipt|manual|draft|export|minutes|logo',
);
export const fileKinds = list(
  'pdf application/pdf|jpg image/jpeg|png image/png|docx application/vnd.openxmlformats-officedocument.wordprocessingml.document|xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|csv text/csv|txt text/plain|zip application/zip|mp4 video/mp4',
);
export const eventNames = list(
  'page_view|click|search|add_to_cart|sign_in|checkout_started|sign_up|purchase|sign_out|share|download|error',
);
export const agents = list(
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36|Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1|Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15|Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36|Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0|Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
);
export const courseTopics = list(
  'Algebra|World History|Organic Chemistry|Creative Writing|Statistics|Web Development|Data Structures|Microeconomics|Photography|Spanish|Public Speaking|Machine Learning|Music Theory|Biology|Philosophy|Accounting',
);
export const courseLevels = list(
  'Introduction to|Foundations of|Advanced|Applied|Practical|Topics in|A Short Course in',
);
export const projectNames = list(
  'Website Relaunch|Data Migration|Mobile App|Customer Portal|Warehouse Automation|Brand Refresh|Security Audit|Payment Gateway|Onboarding Flow|Reporting Suite|Cloud Move|Loyalty Programme|Search Upgrade|Support Desk|Store Opening|Office Move',
);
export const dishes = list(
  'Margherita Pizza|Chicken Curry|Greek Salad|Beef Burger|Pad Thai|Mushroom Risotto|Fish Tacos|Lentil Soup|Caesar Salad|Ramen|Falafel Wrap|Lamb Kebab|Vegetable Lasagne|Sushi Set|Tomato Soup|Apple Crumble|Tiramisu|Fried Rice|Club Sandwich|Onion Rings|Iced Tea|Lemonade|Espresso|Cheesecake',
);
