package io.cosymesh.caller;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;

import io.cosymesh.contracts.inference.InferenceEngine;

/**
 * A service that calls the inference engine; in a package of its own, out of reach of the
 * engine's component scan.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@ImportHttpServices(group = "inference-engine", types = InferenceEngine.class, clientType = ClientType.WEB_CLIENT)
public class Caller {

}
