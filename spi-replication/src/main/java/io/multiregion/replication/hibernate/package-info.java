/** Promise A: what Hibernate writes is seen, with the resource that it belongs to. */
package io.multiregion.replication.hibernate;
