import { ledger } from './workloads/ledger/ledger.ts';
import { shop } from './workloads/shop/shop.ts';
import { star } from './workloads/star/star.ts';
import type { BenchWorkload } from './workloads/workload.ts';

export const workloads: readonly BenchWorkload[] = [shop, ledger, star];
