package io.cosymesh.ca.bundle.configmap;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the trust bundle goes in a cluster.
 *
 * @param trustBundleConfigMap an existing ConfigMap of the CA's own namespace; nothing
 * where there is no cluster
 */
@ConfigurationProperties("cosymesh.ca")
record ConfigMapSettings(@DefaultValue("") String trustBundleConfigMap) {
}
