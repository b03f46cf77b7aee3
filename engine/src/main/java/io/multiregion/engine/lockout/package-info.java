/** Failed sign-ins and lockouts of all regions: each region counts its own, and all of them count together. */
package io.multiregion.engine.lockout;
