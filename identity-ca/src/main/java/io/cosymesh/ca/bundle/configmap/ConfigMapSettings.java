package io.cosymesh.ca.bundle.configmap;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the trust bundle goes in a cluster.
 *
 * @param trustBundleConfigMap an existing ConfigMap of the CA's own namespace
 */
@Validated
@ConfigurationProperties("cosymesh.ca")
record ConfigMapSettings(@NotBlank String trustBundleConfigMap) {
}
