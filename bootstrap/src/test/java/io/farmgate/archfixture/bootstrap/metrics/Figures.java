package io.farmgate.archfixture.bootstrap.metrics;

interface Figures {}
