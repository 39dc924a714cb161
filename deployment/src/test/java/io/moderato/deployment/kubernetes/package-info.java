/** Tests of the manifests and the chart in {@code deployment/kubernetes}, by kubectl and Helm themselves. */
@NullMarked
package io.moderato.deployment.kubernetes;

import org.jspecify.annotations.NullMarked;
