/** Tests of the shell scripts for operators in {@code deployment/scripts}, against a real PostgreSQL; a cluster is played. */
@NullMarked
package io.moderato.deployment.scripts;

import org.jspecify.annotations.NullMarked;
