-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;

--
-- Table structure for table `customers`
--

DROP TABLE IF EXISTS `customers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `customers` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci NOT NULL COMMENT 'Where we write to; it''s checked.',
  `status` enum('active','closed') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'active',
  `flags` set('vip','press') COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `is_member` tinyint(1) NOT NULL DEFAULT '0',
  `balance` decimal(12,2) NOT NULL DEFAULT '0.00',
  `modified` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `created_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `full_name` varchar(200) COLLATE utf8mb4_unicode_ci GENERATED ALWAYS AS (concat(`email`,_utf8mb4' (',`status`,_utf8mb4')')) VIRTUAL,
  `balance_cents` bigint GENERATED ALWAYS AS ((`balance` * 100)) STORED,
  `notes` text COLLATE utf8mb4_unicode_ci,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_email` (`email`),
  KEY `ix_notes` (`notes`(20)),
  KEY `ix_lower` ((lower(`email`))),
  FULLTEXT KEY `ft_notes` (`notes`),
  CONSTRAINT `customers_chk_1` CHECK ((`balance` >= 0)),
  CONSTRAINT `customers_chk_2` CHECK (regexp_like(`email`,_utf8mb4'^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'))
) ENGINE=InnoDB AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='People who buy; "ours"';
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES `customers` WRITE;
/*!40000 ALTER TABLE `customers` DISABLE KEYS */;
INSERT INTO `customers` VALUES (1,'a@b.cd','active',NULL,1,'0.00',NULL,'2024-01-01 00:00:00','x; y (\'','it''s; a \\');
/*!40000 ALTER TABLE `customers` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `orders`;
CREATE TABLE `orders` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `customer_id` int unsigned NOT NULL,
  `state` varchar(20) NOT NULL DEFAULT 'open',
  `placed_on` date NOT NULL,
  `total` decimal(14,2) NOT NULL,
  `rank` int DEFAULT NULL,
  PRIMARY KEY (`id`,`placed_on`),
  KEY `fk_orders_customer` (`customer_id`),
  KEY `ix_total` (`total` DESC) /*!80000 INVISIBLE */,
  CONSTRAINT `fk_orders_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT `orders_chk_1` CHECK ((`state` in (_utf8mb4'open',_utf8mb4'paid',_utf8mb4'sent')))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
/*!50100 PARTITION BY RANGE (year(`placed_on`))
(PARTITION p0 VALUES LESS THAN (2020) ENGINE = InnoDB,
 PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */;
/*!50003 SET sql_mode              = 'ONLY_FULL_GROUP_BY' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `orders_bi` BEFORE INSERT ON `orders` FOR EACH ROW BEGIN
  IF NEW.total < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no; never'; END IF;
END */;;
DELIMITER ;
/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
/*!50001 CREATE VIEW `open_orders` AS SELECT 
 1 AS `id`*/;
/*!50001 DROP VIEW IF EXISTS `open_orders`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `open_orders` AS select `orders`.`id` AS `id` from `orders` where (`orders`.`state` = 'open') */;
-- Dump completed on 2024-03-01 10:00:00
