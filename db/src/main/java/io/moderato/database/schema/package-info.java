/** The schema of the database: who migrates it and when, and what the services may do with it. */
@NullMarked
package io.moderato.database.schema;

import org.jspecify.annotations.NullMarked;
