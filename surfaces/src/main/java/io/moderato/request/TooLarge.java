package io.moderato.request;

import jakarta.validation.Payload;

/** Carried by a constraint whose violation means that there is too much, which is told with a status of its own. */
public interface TooLarge extends Payload {}
