/** The screen of the communities and the keys that services call with. */
@NullMarked
package io.moderato.community.ui;

import org.jspecify.annotations.NullMarked;
