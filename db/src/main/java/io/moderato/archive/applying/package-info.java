/** What a re-moderation would decide otherwise becomes decisions: proposed by one admin, approved by another, in bounded steps that can be undone. */
@NullMarked
package io.moderato.archive.applying;

import org.jspecify.annotations.NullMarked;
