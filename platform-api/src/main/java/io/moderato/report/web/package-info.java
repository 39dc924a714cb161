/** Users' reports over REST. */
@NullMarked
package io.moderato.report.web;

import org.jspecify.annotations.NullMarked;
