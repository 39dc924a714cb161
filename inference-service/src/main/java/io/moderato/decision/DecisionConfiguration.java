package io.moderato.decision;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Turns on the pipeline's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class DecisionConfiguration {}
