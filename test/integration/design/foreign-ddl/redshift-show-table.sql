--DROP TABLE public.customers;
CREATE TABLE IF NOT EXISTS public.customers
(
	id BIGINT NOT NULL DEFAULT "identity"(101, 0, '1,1'::text) ENCODE az64
	,email VARCHAR(254) NOT NULL  ENCODE lzo
	,status CHARACTER VARYING(20) NOT NULL DEFAULT 'active'::character varying ENCODE bytedict
	,born DATE   ENCODE az64
	,balance NUMERIC(12,2)   ENCODE az64
	,attrs SUPER   ENCODE zstd
	,created_at TIMESTAMP WITHOUT TIME ZONE NOT NULL DEFAULT getdate() ENCODE RAW
	,PRIMARY KEY (id)
	,UNIQUE (email)
)
DISTSTYLE KEY
 DISTKEY (id)
 SORTKEY (
	created_at
	)
;
ALTER TABLE public.customers owner to awsuser;
COMMENT ON TABLE public.customers IS 'People';
CREATE TABLE public.orders (id int identity(0,1), customer_id bigint references public.customers(id) distkey sortkey, total numeric);
