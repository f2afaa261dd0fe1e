#pragma once

/// The whole of alpha_engine: what a C++ program includes.

#include "alpha_engine/batch_venue.hpp"
#include "alpha_engine/book_builder.hpp"
#include "alpha_engine/decimal.hpp"
#include "alpha_engine/durable_log.hpp"
#include "alpha_engine/durable_replay.hpp"
#include "alpha_engine/market_data_replay.hpp"
#include "alpha_engine/matching_engine.hpp"
#include "alpha_engine/order_ids.hpp"
#include "alpha_engine/order_record.hpp"
#include "alpha_engine/simulator.hpp"
#include "alpha_engine/version.hpp"
