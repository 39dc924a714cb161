/** Authors' appeals over REST. */
@NullMarked
package io.moderato.appeal.web;

import org.jspecify.annotations.NullMarked;
