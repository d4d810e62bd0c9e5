/** Names as they go together in one part of the world. */
export interface Culture {
  /** ISO 3166 codes of countries where such names are common. */
  readonly countries: readonly string[];
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly families: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

function culture(countries: string, women: string, men: string, families: string): Culture {
  return { countries: words(countries), women: words(women), men: words(men), families: words(families) };
}

/** Our own choice of common names, in the letters that they are written with, or in Latin ones. */
export const cultures: readonly Culture[] = [
  culture(
    'US GB CA AU NZ IE',
    'Emily Olivia Grace Hannah Chloe Megan Sophie Lucy Abigail Ruth Nora Hazel Ivy Stella Claire Paige',
    'James Oliver Jack Thomas Henry Samuel Ethan Daniel Luke Owen Miles Caleb Simon Peter Adam Wesley',
    'Smith Jones Taylor Brown Walker Wright Hughes Cooper Bennett Foster Hayes Porter Sutton Whitaker Marsh Doyle Callahan Reid',
  ),
  culture(
    'DE AT CH',
    'Anna Lena Katharina Sabine Johanna Greta Frieda Heike Monika Ursula Lotte Marlene Petra Silke Antje Birgit',
    'Lukas Felix Jonas Matthias Jürgen Stefan Uwe Tobias Florian Moritz Karl Ernst Dieter Sebastian Björn Holger',
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Krüger Vogel Brandt Lorenz Jäger Böhm',
  ),
  culture(
    'FR BE LU',
    'Camille Léa Manon Chloé Juliette Élodie Amélie Inès Margaux Solène Hélène Brigitte Océane Pauline Noémie Aurélie',
    'Lucas Hugo Louis Gabriel Étienne Mathis Antoine Théo Rémi Baptiste Julien Olivier Pascal Yves Cédric Bastien',
    'Martin Bernard Dubois Moreau Laurent Girard Lefèvre Mercier Fontaine Rousseau Chevalier Garnier Faure Blanc Perrin Marchand Renard Picard',
  ),
  culture(
    'ES MX AR CO CL PE UY',
    'Lucía Sofía Valentina Camila Isabel Carmen Paula Martina Rocío Ximena Beatriz Pilar Inés Consuelo Noelia Mariana',
    'Mateo Santiago Diego Javier Alejandro Pablo Andrés Sergio Joaquín Rafael Emilio Ignacio Tomás Hernán Álvaro Gonzalo',
    'García Rodríguez Fernández López Martínez Sánchez Romero Navarro Torres Vargas Castillo Ortega Rojas Molina Delgado Herrera Ibáñez Cordero',
  ),
  culture(
    'IT',
    'Giulia Chiara Francesca Martina Alessia Elena Beatrice Ginevra Paola Silvia Federica Arianna Caterina Ilaria Bianca Serena',
    'Lorenzo Matteo Marco Alessandro Davide Riccardo Giovanni Luca Pietro Stefano Fabio Enrico Nicola Dario Giacomo Emanuele',
    'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Conti Gallo Fontana Rizzo Moretti Barbieri Lombardi Caruso',
  ),
  culture(
    'PT BR AO MZ',
    'Beatriz Mariana Ana Larissa Fernanda Juliana Letícia Inês Helena Catarina Luana Débora Raquel Teresa Yasmin Bruna',
    'João Miguel Gustavo Rafael Thiago Bruno Felipe Duarte Vinícius Tiago Rodrigo Henrique Caio André Otávio Leandro',
    'Silva Santos Oliveira Pereira Costa Carvalho Almeida Ferreira Ribeiro Gomes Barbosa Rocha Cardoso Teixeira Moreira Nunes Araújo Monteiro',
  ),
  culture(
    'PL CZ SK HU RO SI HR BG',
    'Zofia Agnieszka Katarzyna Małgorzata Tereza Eliška Zsófia Ioana Andreea Petra Jana Lenka Iva Maja Ilona Dorota',
    'Jakub Piotr Wojciech Tomáš Marek Paweł Bence Andrei Radu Ondřej Jan Luka Stanislav Krzysztof Vlad Miloš',
    'Nowak Kowalski Wiśniewski Zieliński Novák Svoboda Dvořák Horváth Nagy Kovács Popescu Ionescu Dumitru Horvat Babić Kučera Mazur Lewandowski',
  ),
  culture(
    'SE NO DK FI IS NL EE',
    'Astrid Ingrid Freja Sigrid Saga Linnea Aino Maja Solveig Kaisa Femke Sanne Lotte Ida Elin Tove',
    'Lars Erik Oskar Magnus Nils Søren Mikkel Jari Antti Bram Sven Anders Henrik Joost Kristian Leif',
    'Andersson Johansson Hansen Nielsen Larsen Virtanen Korhonen Berg Lindqvist Dahl Jensen Bakker Visser Solberg Nyström Holm Mäkinen Dekker',
  ),
  culture(
    'TR AZ',
    'Zeynep Elif Ayşe Fatma Defne Ebru Selin Merve Derya Nihan Pınar Gülay',
    'Mehmet Emre Mustafa Can Burak Kerem Ozan Hakan Tolga Serkan Yusuf Deniz',
    'Yılmaz Kaya Demir Çelik Şahin Aydın Arslan Doğan Koç Özdemir Polat Erdoğan Aksoy Tekin',
  ),
  culture(
    'IN LK NP',
    'Priya Ananya Kavya Meera Lakshmi Sunita Aditi Nisha Pooja Divya Radhika Ishita Sneha Gayatri',
    'Arjun Rohan Vikram Sanjay Rahul Aditya Karthik Suresh Nikhil Manish Anil Deepak Harish Varun',
    'Sharma Patel Iyer Reddy Gupta Nair Singh Mehta Joshi Rao Chatterjee Desai Kulkarni Menon Bose Verma Kapoor Pillai',
  ),
  culture(
    'CN TW HK SG',
    'Mei Xiulan Jing Yan Lili Xiaoyu Fang Hui Ling Yuting Na Qing Shufen Wenjing',
    'Wei Jun Hao Ming Tao Lei Jian Bo Chen Zhiyong Guang Peng Yang Dongming',
    'Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo',
  ),
  culture(
    'JP',
    'Yuki Haruka Sakura Aoi Misaki Keiko Naoko Ayumi Emi Rina Chiyo Hanako Mai Tomoko',
    'Haruto Kenji Takeshi Hiroshi Ren Daiki Satoshi Kaito Shinji Yuto Makoto Ryota Osamu Naoki',
    'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Mori Inoue Kimura',
  ),
  culture(
    'KR',
    'Jiwoo Seoyeon Minji Hana Eunji Soyoung Yuna Jisoo Haeun Nari',
    'Minjun Jihoon Seojun Hyunwoo Donghyun Sungmin Taeyang Woojin Joon Kyungsoo',
    'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Seo Kwon Hwang',
  ),
  culture(
    'EG SA AE MA DZ TN JO LB IQ',
    'Fatima Aisha Layla Mariam Noor Salma Yasmin Huda Amira Rania Zahra Samira Dalia Hanan',
    'Omar Ahmed Youssef Khalid Hassan Karim Tariq Ibrahim Samir Mahmoud Bilal Nabil Faisal Rashid',
    'Haddad Mansour Khalil Nasser Saleh Farouk Hamdan Aziz Rahman Darwish Qasim Sabbagh Bennani Hakim Suleiman Zaki',
  ),
  culture(
    'NG GH KE ZA ET TZ UG SN',
    'Amara Ngozi Chidinma Abena Wanjiru Thandiwe Zanele Folake Akosua Makena Eshe Ifeoma Adjoa Nomvula',
    'Chinedu Emeka Kwame Kofi Juma Sipho Tunde Babajide Kamau Thabo Obinna Kwabena Otieno Dumisani',
    'Okafor Adeyemi Mensah Boateng Mwangi Dlamini Nkosi Ochieng Eze Balogun Asante Kariuki Mokoena Abebe Diallo Ndlovu Owusu Achebe',
  ),
  culture(
    'RU UA BY KZ RS',
    'Olga Natalia Svetlana Irina Tatiana Ekaterina Oksana Daria Polina Yulia Vera Ludmila Milica Alina',
    'Dmitri Sergei Alexei Ivan Mikhail Andriy Viktor Oleg Nikolai Pavel Bohdan Taras Nikola Maxim',
    'Ivanov Petrov Sokolov Morozov Volkov Lebedev Kovalenko Shevchenko Bondarenko Tkachenko Jovanović Petrović Orlov Melnyk Fedorov Popov',
  ),
  culture(
    'VN TH ID PH MY',
    'Linh Thảo Siti Dewi Putri Maricel Nurul Malee Ratna Ngọc Kanya Rosario',
    'Minh Tuấn Budi Agus Rizky Jomar Somchai Arif Hùng Anan Wahyu Ramil',
    'Nguyễn Trần Phạm Santoso Wijaya Siregar Reyes Bautista Villanueva Rahmat Ismail Chaiyasit Lê Hidayat Dizon Suwan',
  ),
];
