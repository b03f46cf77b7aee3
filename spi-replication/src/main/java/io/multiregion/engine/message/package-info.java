/** What messages carry: rows of changed resources, orders and answers, in formats that do not depend on the database. */
package io.multiregion.engine.message;
