# Rscript beside-r.R SERIES.csv HORIZON SEASON METHOD: one series a line. Prints the seconds the forecasts took, without
# the reading of the file, and how many failed.
suppressMessages(library(forecast))
arguments <- commandArgs(trailingOnly = TRUE)
horizon <- as.integer(arguments[2])
season <- as.integer(arguments[3])
series <- lapply(strsplit(readLines(arguments[1]), ","), as.numeric)
run <- switch(arguments[4],
  ets = function(y) forecast(ets(ts(y)), h = horizon, level = c(80, 95)),
  thetaf = function(y) thetaf(ts(y, frequency = season), h = horizon, level = c(80, 95)),
  auto.arima = function(y) forecast(auto.arima(ts(y)), h = horizon, level = c(80, 95)))
failed <- 0
seconds <- system.time(for (y in series) tryCatch(run(y), error = function(e) failed <<- failed + 1))["elapsed"]
cat(seconds, failed, "\n")
