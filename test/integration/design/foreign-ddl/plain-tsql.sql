CREATE TABLE Customers (
  CustomerId INT IDENTITY PRIMARY KEY,
  Name NVARCHAR(200) NOT NULL,
  CreditLimit DECIMAL(10,2) NOT NULL DEFAULT 0 CHECK (CreditLimit >= 0),
  Region CHAR(2) NULL
)
CREATE TABLE Orders (
  OrderId INT IDENTITY(1,1) NOT NULL,
  CustomerId INT NOT NULL REFERENCES Customers(CustomerId) ON DELETE NO ACTION,
  IsPaid BIT NOT NULL CONSTRAINT DF_Orders_IsPaid DEFAULT (0),
  CONSTRAINT PK_Orders PRIMARY KEY NONCLUSTERED (OrderId),
  CONSTRAINT CK_Orders CHECK (IsPaid = 1 OR CustomerId > 0),
  INDEX IX_Orders_Customer (CustomerId) INCLUDE (IsPaid)
)
CREATE UNIQUE INDEX UX_Orders_Open ON Orders (CustomerId) WHERE IsPaid = 0
INSERT INTO Customers (Name) VALUES ('x')
GO
