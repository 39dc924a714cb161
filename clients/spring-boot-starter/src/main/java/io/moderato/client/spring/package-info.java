/** The client as beans of a Spring Boot application. */
@NullMarked
package io.moderato.client.spring;

import org.jspecify.annotations.NullMarked;
