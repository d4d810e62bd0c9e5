const list = (text: string): readonly string[] => text.trim().split(/\s*[|\n]\s*/);

/** What sentences are put together from: a beginning, a middle and an end, any of which go together. */
export const sentenceParts: readonly (readonly string[])[] = [
  list(
    'The delivery|Our team|The new version|The customer|The package|This model|The support desk|The last update|The order|The room|The whole process|The supplier|The second batch|The meeting|The material|The instruction sheet|The first invoice|The sample',
  ),
  list(
    'arrived two days early and|was better than expected and|needs another look but|works as described and|was changed on request and|took longer than planned but|is in good condition and|was checked twice and|came without a note but|fits well and|was moved to next week and|looks fine at first but',
  ),
  list(
    'nothing was missing.|everyone was happy with it.|the details are in the attached file.|we would order it again.|the price is fair.|a follow-up is due on Monday.|no further action is needed.|the colour differs a little.|the result will be sent by mail.|it runs quietly.|the old one can be returned.|it is easy to clean.|a second person should confirm it.|the numbers add up.',
  ),
];

export const goodWords = list(
  'Great value|Very happy|Does the job|Excellent quality|Would buy again|Just what I needed|Fast delivery|Highly recommended|Lovely colour|Better than expected',
);
export const badWords = list(
  'Not as described|Broke after a week|Disappointing|Too small|Late and damaged|Poor quality|Would not buy again|Hard to set up|Missing parts|Not worth it',
);
export const middlingWords = list(
  'It is okay|Fine for the price|Average|Could be better|Does what it says|Mixed feelings|Good but small|Decent',
);

export const subjects = list(
  'Login does not work|Question about an invoice|Delivery is late|Wrong item received|How to change the address|Refund request|App is slow|Export fails|Password reset|Feature request: dark mode|Payment was declined|Missing confirmation mail|Account is locked|Broken link on the page|Update of the contract|Access for a new colleague',
);
export const headlineStarts = list(
  'A guide to|The case for|Lessons from|Getting started with|The truth about|A closer look at|What we know about|Notes on|A year of|Questions about',
);
export const headlineEnds = list(
  'planning meals|the right bike|better reports|small kitchens|remote teams|growing tomatoes|faster websites|a quiet office|travelling by train|saving energy at home|open data|good questions|slow mornings|running a market stall|learning a language|tidy desks',
);
export const taskStarts = list('Review|Prepare|Update|Fix|Order|Test|Call|Clean up|Translate|Measure|Plan|Document');
export const taskEnds = list(
  'the price list|the landing page|the supplier contract|the weekly report|the sign-up form|the stock count|the backup job|the welcome mail|the error page|the spring campaign|the user guide|the shift schedule',
);
export const notes = list(
  'Leave at the door.|Call before delivery.|Gift, please wrap.|Asked for an invoice by mail.|Paid in two parts.|Second attempt.|Checked by phone.|See earlier case.|Prefers mornings.|Fragile.|Corrected by hand.|Waiting for an answer.',
);
