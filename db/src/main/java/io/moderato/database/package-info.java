/** The stores' access to PostgreSQL: JSON columns, arrays and the configuration. */
@NullMarked
package io.moderato.database;

import org.jspecify.annotations.NullMarked;
