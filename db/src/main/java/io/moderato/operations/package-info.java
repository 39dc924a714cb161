/** What every service offers its operators: health, metrics, and a request id that runs through the logs. */
@NullMarked
package io.moderato.operations;

import org.jspecify.annotations.NullMarked;
