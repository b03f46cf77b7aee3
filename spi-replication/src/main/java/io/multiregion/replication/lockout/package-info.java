/** Failed sign-ins count together in all regions, and a lockout that one of them decides holds in all. */
package io.multiregion.replication.lockout;
